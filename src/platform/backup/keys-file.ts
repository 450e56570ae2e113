import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refusal } from '#kernel/refusal.ts'

const KeysFile = z.object({ secret: z.string(), sealingSecrets: z.array(z.string()) })

/** What is kept apart from the backups: who has one of the two has nothing. */
export const keysText = (secret: Uint8Array, sealingSecrets: readonly string[]): string =>
  `${JSON.stringify({ secret: Buffer.from(secret).toString('utf8'), sealingSecrets }, undefined, 2)}\n`

/** @throws {Refusal} `operation.bad_keys` */
export function readKeys(file: string): z.infer<typeof KeysFile> {
  try {
    return KeysFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Refusal('invalid', 'operation.bad_keys', { file })
  }
}
