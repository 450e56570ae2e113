import { parentPort } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import type { TaskMap, TaskReply, TaskRequest } from './worker-protocol.ts'

export type TaskHandlers<Tasks extends TaskMap> = {
  [Name in keyof Tasks]: (
    input: Tasks[Name]['input'],
    /** Resolves when the other side has dealt with the part, so that a fast reader cannot flood a slow writer. */
    report: (part: Tasks[Name]['part']) => Promise<void>,
  ) => Promise<Tasks[Name]['output']>
}

/** Called once by a worker's entry file: answers the requests of its pool, one after another. */
export function serveTasks<Tasks extends TaskMap>(handlers: TaskHandlers<Tasks>): void {
  const port = parentPort
  if (!port) throw new Error('serveTasks runs in a worker thread')
  const waiting = new Map<number, () => void>()
  const send = (reply: TaskReply): void => port.postMessage(reply)

  const run = async (id: number, task: string, input: unknown): Promise<void> => {
    const report = (part: unknown): Promise<void> =>
      new Promise((resolve) => {
        waiting.set(id, resolve)
        send({ kind: 'part', id, part })
      })
    try {
      const handler = handlers[task]
      if (!handler) throw new Error(`no task ${task}`)
      send({ kind: 'done', id, output: await handler(input, report) })
    } catch (error) {
      send(failure(id, error))
    }
  }

  port.on('message', (request: TaskRequest) => {
    if (request.kind === 'taken') {
      waiting.get(request.id)?.()
      waiting.delete(request.id)
    } else void run(request.id, request.task, request.input)
  })
}

function failure(id: number, error: unknown): TaskReply {
  if (error instanceof Refusal)
    return { kind: 'refused', id, refusal: { kind: error.kind, code: error.code, data: error.data } }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'failed', id, message, stack: stack ?? '' }
}
