import { readFileSync } from 'node:fs'
import type { Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer, Server as NetServer } from 'node:net'
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import { serve } from '@hono/node-server'
import { Refusal } from '#kernel/refusal.ts'
import type { Env } from '../env.ts'

type Fetch = Parameters<typeof serve>[0]['fetch']

/** The one port of the program. */
export type OpenServer = {
  /**
   * Ends when every request that is under way has its answer, or when time is up; what hangs is cut then. Others are
   * taken meanwhile, and afterwards.
   */
  settle(patienceMs: number): Promise<void>
  /** Takes no more, and ends when all that were taken are answered. */
  close(): Promise<void>
}

/**
 * Before anything is made, which may take a minute.
 * @throws {Refusal} `operation.port_taken`, `.port_closed`, `.host_foreign`, `.certificate_unusable`
 */
export async function assertServable(env: Env): Promise<void> {
  tlsOf(env)
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(refusalOf(error, env)))
    probe.listen(env.PORT, env.HOST, () => probe.close(() => resolve()))
  })
}

/** @throws {Refusal} as {@link assertServable} */
export function openServer(env: Env, fetch: Fetch): Promise<OpenServer> {
  const tls = tlsOf(env)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: env.PORT, hostname: env.HOST, ...tls }, () =>
      resolve({ settle: (patienceMs) => settle(underWay, patienceMs), close: () => close(server as Server) }),
    )
    const underWay = new Set<ServerResponse>()
    server.on('request', (_: unknown, response: ServerResponse) => {
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
    })
    server.on('error', (error) => reject(refusalOf(error, env)))
  })
}

/**
 * How the port is opened with the certificate of the settings, every one of its chain; where there is none, without.
 * @throws {Refusal} `operation.certificate_unusable`
 */
export function tlsOf({ TLS_CERT, TLS_KEY }: Env) {
  if (TLS_CERT === undefined || TLS_KEY === undefined) return {}
  try {
    const serverOptions = { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }
    createSecureContext(serverOptions)
    return { createServer: createTlsServer, serverOptions }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refusal('invalid', 'operation.certificate_unusable', { cert: TLS_CERT, key: TLS_KEY, reason })
  }
}

const [lookMs, idleMs, lastMs] = [20, 300, 1_000]

async function settle(underWay: ReadonlySet<ServerResponse>, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  // who asks on and on must not keep it
  const waited = [...underWay]
  while (waited.some((response) => underWay.has(response))) {
    if (performance.now() > end) for (const response of waited) response.destroy()
    await sleep(lookMs)
  }
}

/**
 * Those that are open are closed with their next answer, which says so; one that asks nothing is closed after a moment, so
 * that no question crosses with its end.
 */
async function close(server: Server): Promise<void> {
  await untilNobodyWaits(server)
  await new Promise<void>((resolve) => {
    const begun = performance.now()
    const look = setInterval(() => performance.now() - begun > idleMs && server.closeIdleConnections(), lookMs)
    const end = setTimeout(() => server.closeAllConnections(), lastMs)
    // the close of http itself ends at once whoever is between two questions
    NetServer.prototype.close.call(server, () => {
      clearInterval(look)
      clearTimeout(end)
      resolve()
    })
  })
}

/**
 * One is let in at each turn of the event loop, and who still waits when the port is closed is cut off: it is closed after
 * a turn in which nothing was to be done.
 */
async function untilNobodyWaits(server: Server): Promise<void> {
  const end = performance.now() + lastMs
  let isQuiet = false
  const onWork = () => {
    isQuiet = false
  }
  for (const work of ['connection', 'request']) server.on(work, onWork)
  await immediately()
  while (!isQuiet && performance.now() < end) {
    isQuiet = true
    await immediately()
  }
  for (const work of ['connection', 'request']) server.off(work, onWork)
}

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'operation.port_taken',
  EACCES: 'operation.port_closed',
  EADDRNOTAVAIL: 'operation.host_foreign',
  ENOTFOUND: 'operation.host_foreign',
  EAI_AGAIN: 'operation.host_foreign',
}

function refusalOf(error: Error, { PORT, HOST }: Env): Error {
  const code = 'code' in error ? refusals[String(error.code)] : undefined
  return code === undefined ? error : new Refusal('conflict', code, { port: PORT, host: HOST })
}
