export { rotateKey } from './rotate-key.service.ts'
