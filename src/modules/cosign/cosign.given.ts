import { digestOf } from './cosign.service.ts'
import type { CosignedText } from './cosign.ts'

/** The answer of who puts their name under this text. */
export const agreeTo = (text: CosignedText) => ({ agree: true, textSha256: digestOf(text) }) as const
