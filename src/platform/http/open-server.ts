import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer, Server as NetServer } from 'node:net'
import { createSecureContext } from 'node:tls'
import { serve } from '@hono/node-server'
import { Refusal } from '#kernel/refusal.ts'
import type { Env } from '../env.ts'

type Fetch = Parameters<typeof serve>[0]['fetch']

/** The one port of the program. `close` takes no more, and ends when every request has its answer, or time is up. */
export type OpenServer = { close(patienceMs: number): Promise<void> }

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
      resolve({ close: (patienceMs) => closeInOrder(server as Server, patienceMs) }),
    )
    server.on('error', (error) => reject(refusalOf(error, env)))
  })
}

function tlsOf({ TLS_CERT, TLS_KEY }: Env) {
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

const [lookMs, idleMs] = [20, 300]

/**
 * No connection is taken any more. Those that are open are closed with their next answer, which says so; one that asks
 * nothing is closed after a moment, so that no question crosses with its end.
 */
function closeInOrder(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const begun = performance.now()
    const look = setInterval(() => performance.now() - begun > idleMs && server.closeIdleConnections(), lookMs)
    const end = setTimeout(() => server.closeAllConnections(), patienceMs)
    // the close of http itself ends at once whoever is between two questions
    NetServer.prototype.close.call(server, () => {
      clearInterval(look)
      clearTimeout(end)
      resolve()
    })
  })
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
