import { Agent, request } from 'node:http'
import { cpuUsage } from 'node:process'

/** What is asked: a body makes it a POST. */
export type Ask = { path: string; cookie?: string; body?: string }

/** Times in milliseconds; `cpu` is the server's and `clientCpu` our own, a request. */
export type Load = {
  perSecond: number
  p50: number
  p99: number
  cpu: number
  clientCpu: number
  errors: number
  bytes: number
}

type Wanted = {
  port: number
  asks: readonly Ask[]
  seconds: number
  cpuNow: () => Promise<number>
  /** Each is asked once, until there are no more: acts that can be done one time only. */
  once?: boolean
  connections?: number
}

/** Thirty-two connections unless told otherwise, each asking again as soon as it was answered. */
export async function load({ port, asks, seconds, cpuNow, once = false, connections = 32 }: Wanted): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const seen = { asked: 0, errors: 0, bytes: 0 }
  const cpuBefore = await cpuNow()
  const ownBefore = cpuUsage()
  const began = performance.now()
  const until = began + seconds * 1000
  const loop = async () => {
    while (performance.now() < until && !(once && seen.asked >= asks.length)) {
      const ask = asks[seen.asked % asks.length] ?? { path: '/' }
      seen.asked += 1
      const start = performance.now()
      const { status, bytes } = await askOnce(agent, port, ask)
      times.push(performance.now() - start)
      seen.bytes += bytes
      if (status !== 200 && status !== 201) seen.errors += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const elapsed = (performance.now() - began) / 1000
  const own = cpuUsage(ownBefore)
  const cpu = (await cpuNow()) - cpuBefore
  agent.destroy()
  const sorted = Float64Array.from(times).toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    cpu: cpu / times.length,
    clientCpu: (own.user + own.system) / 1000 / times.length,
    errors: seen.errors,
    bytes: seen.bytes / times.length,
  }
}

const askOnce = (agent: Agent, port: number, { path, cookie, body }: Ask) =>
  new Promise<{ status: number; bytes: number }>((resolve) => {
    const headers = { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) }
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request({ agent, port, host: '127.0.0.1', path, method, headers }, (reply) => {
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, bytes }))
      reply.on('error', () => resolve({ status: 0, bytes }))
    })
    sent.on('error', () => resolve({ status: 0, bytes: 0 }))
    sent.end(body)
  })
