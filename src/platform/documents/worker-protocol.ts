import type { JsonObject, RefusalKind } from '#kernel/refusal.ts'

/** What a worker can be asked: name → what goes in, what comes out, what it reports on the way. */
export type TaskMap = Record<string, { input: unknown; part: unknown; output: unknown }>

export type TaskRequest = { kind: 'run'; id: number; task: string; input: unknown } | { kind: 'taken'; id: number }

export type TaskReply =
  | { kind: 'part'; id: number; part: unknown }
  | { kind: 'done'; id: number; output: unknown }
  | { kind: 'refused'; id: number; refusal: { kind: RefusalKind; code: string; data: JsonObject } }
  | { kind: 'failed'; id: number; message: string; stack: string }
