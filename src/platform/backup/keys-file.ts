import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refusal } from '#kernel/refusal.ts'

const KeysFile = z.object({
  secret: z.string(),
  sealingSecrets: z.array(z.string()),
  // files of an older program have none
  signingSecrets: z.array(z.string()).default([]),
})
type KeptKeys = z.infer<typeof KeysFile>

/** What is kept apart from the backups: who has one of the two has nothing. */
export const keysText = (keys: KeptKeys): string => `${JSON.stringify(keys, undefined, 2)}\n`

/** @throws {Refusal} `operation.bad_keys` */
export function readKeys(file: string): KeptKeys {
  try {
    return KeysFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Refusal('invalid', 'operation.bad_keys', { file })
  }
}
