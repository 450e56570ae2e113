export { keysText, readKeys } from './keys-file.ts'
export { makeBackup } from './make-backup.ts'
export { type Manifest, readBackup } from './manifest.ts'
export { finishRestore, restoreBackup } from './restore-backup.ts'
