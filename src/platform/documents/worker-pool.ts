import { Worker } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import type { TaskMap, TaskReply, TaskRequest } from './worker-protocol.ts'

export type RunOptions<Part> = {
  timeoutMs: number
  /** Parts arrive one at a time: the worker waits for this promise before it goes on. */
  onPart?: (part: Part) => void | Promise<void>
}

export type WorkerPool<Tasks extends TaskMap> = {
  /** Refuses `document.took_too_long` and `document.too_complex`; the worker is ended with the task. */
  run<Name extends keyof Tasks & string>(
    task: Name,
    input: Tasks[Name]['input'],
    options: RunOptions<Tasks[Name]['part']>,
  ): Promise<Tasks[Name]['output']>
  close(): Promise<void>
}

type Settle = { resolve: (output: unknown) => void; reject: (error: unknown) => void }

/**
 * One worker thread that runs one task at a time, started at the first task and ended when idle: spreadsheets and PDF
 * never hold up a request, and a file made to exhaust us costs no more than its worker.
 */
export function workerPool<Tasks extends TaskMap>(settings: {
  entry: URL
  memoryMb: number
  idleMs: number
}): WorkerPool<Tasks> {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let lastId = 0

  const start = (): Worker => {
    const started = new Worker(settings.entry, {
      // A wide nursery: most of what a spreadsheet is made of lives for one row only
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: 192 },
    })
    started.unref()
    return started
  }
  const end = async (): Promise<void> => {
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }

  const runNow = async (task: string, input: unknown, options: RunOptions<unknown>): Promise<unknown> => {
    clearTimeout(idle)
    worker ??= start()
    const current = worker
    current.ref()
    lastId += 1
    try {
      return await converse(current, { kind: 'run', id: lastId, task, input }, options)
    } catch (error) {
      if (!(error instanceof Refusal) || endsWorker.has(error.code)) await end()
      throw error
    } finally {
      worker?.unref()
      idle = setTimeout(() => void end(), settings.idleMs)
      idle.unref()
    }
  }

  return {
    run(task, input, options) {
      const result = queue.then(() => runNow(task, input, options as RunOptions<unknown>))
      queue = result.catch(() => undefined)
      return result
    },
    async close() {
      clearTimeout(idle)
      await queue
      await end()
    },
  }
}

const endsWorker = new Set(['document.took_too_long', 'document.too_complex'])

function converse(worker: Worker, request: TaskRequest & { kind: 'run' }, options: RunOptions<unknown>) {
  const { promise, resolve, reject }: Settle & { promise: Promise<unknown> } = Promise.withResolvers<unknown>()
  const timer = setTimeout(() => reject(new Refusal('invalid', 'document.took_too_long')), options.timeoutMs)
  const take = async (part: unknown): Promise<void> => {
    await options.onPart?.(part)
    worker.postMessage({ kind: 'taken', id: request.id } satisfies TaskRequest)
  }
  const onMessage = (reply: TaskReply): void => {
    if (reply.id !== request.id) return
    if (reply.kind === 'part') take(reply.part).catch(reject)
    else if (reply.kind === 'done') resolve(reply.output)
    else if (reply.kind === 'refused') reject(new Refusal(reply.refusal.kind, reply.refusal.code, reply.refusal.data))
    else reject(Object.assign(new Error(reply.message), { stack: reply.stack }))
  }
  const onError = (error: Error & { code?: string }): void =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('invalid', 'document.too_complex') : error)
  const onExit = (): void => reject(new Error('the document worker ended'))
  worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  worker.postMessage(request)
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', onMessage).off('error', onError).off('exit', onExit)
  })
}
