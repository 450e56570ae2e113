import { z } from '@hono/zod-openapi'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What `--against` reads, and what anyone may fetch, print and keep. */
export const CheckpointView = z
  .object({
    size: z.number().int().positive(),
    rootHash: Hash.openapi({ description: 'Root of the RFC 9162 tree over the first `size` events, SHA-256, hex' }),
    signedAt: z.iso.datetime(),
    keyId: z.string(),
    signature: z.base64().openapi({ description: 'Ed25519 over the RFC 8785 form of kind, size, rootHash, signedAt' }),
    publicKey: z.string().openapi({ description: 'Of the key `keyId`; PEM' }),
    formerKeys: z
      .array(z.object({ keyId: z.string(), publicKey: z.string() }))
      .openapi({ description: 'Keys that signed other checkpoints; PEM' }),
  })
  .openapi('Checkpoint')

const StoredCheckpoint = CheckpointView.omit({ publicKey: true, formerKeys: true })

/** A file of one checkpoint or of many; with none there would be nothing to compare with. */
export const CheckpointFile = z.union([StoredCheckpoint.transform((one) => [one]), z.array(StoredCheckpoint).min(1)])
