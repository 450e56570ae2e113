import { Agent, get } from 'node:http'

export type Load = { perSecond: number; p50: number; p99: number; cpu: number; errors: number; bytes: number }

type Wanted = { port: number; paths: readonly string[]; seconds: number; cpuNow: () => Promise<number> }

const connections = 32

/** Thirty-two connections, each asking again as soon as it was answered. Times in milliseconds, `cpu` a request. */
export async function load({ port, paths, seconds, cpuNow }: Wanted): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const seen = { asked: 0, errors: 0, bytes: 0 }
  const cpuBefore = await cpuNow()
  const began = performance.now()
  const until = began + seconds * 1000
  const loop = async () => {
    while (performance.now() < until) {
      const path = paths[seen.asked % paths.length] ?? '/'
      seen.asked += 1
      const start = performance.now()
      const { status, bytes } = await fetchOnce(agent, port, path)
      times.push(performance.now() - start)
      seen.bytes += bytes
      if (status !== 200) seen.errors += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const elapsed = (performance.now() - began) / 1000
  const cpu = (await cpuNow()) - cpuBefore
  agent.destroy()
  const sorted = Float64Array.from(times).toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    cpu: cpu / times.length,
    errors: seen.errors,
    bytes: seen.bytes / times.length,
  }
}

const fetchOnce = (agent: Agent, port: number, path: string) =>
  new Promise<{ status: number; bytes: number }>((resolve) => {
    const request = get({ agent, port, host: '127.0.0.1', path }, (reply) => {
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, bytes }))
      reply.on('error', () => resolve({ status: 0, bytes }))
    })
    request.on('error', () => resolve({ status: 0, bytes: 0 }))
  })
