import process from 'node:process'
import { counting } from './counting.ts'

// A worker of the documents takes the environment of the test; Vitest counts in its own threads only.
Object.assign(process.env, counting)
