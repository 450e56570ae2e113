import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import type { Env } from '../env.ts'

type Fetch = Parameters<typeof serve>[0]['fetch']

/** The one port of the program. `close` takes no more, and ends when every request has its answer, or time is up. */
export type OpenServer = { close(patienceMs: number): Promise<void> }

/** Before anything is made, which may take a minute. @throws in a sentence when the port is taken */
export function assertPortFree(env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(new Error(portInUse(error, env))))
    probe.listen(env.PORT, env.HOST, () => probe.close(() => resolve()))
  })
}

/** @throws in a sentence when the port is taken */
export function openServer(env: Env, fetch: Fetch): Promise<OpenServer> {
  const { TLS_CERT, TLS_KEY } = env
  const tls =
    TLS_CERT !== undefined && TLS_KEY !== undefined
      ? { createServer: createTlsServer, serverOptions: { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) } }
      : {}
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: env.PORT, hostname: env.HOST, ...tls }, () =>
      resolve({ close: (patienceMs) => closeInOrder(server as Server, patienceMs) }),
    )
    server.on('error', (error) => reject(new Error(portInUse(error, env))))
  })
}

const lookMs = 20

/** A connection that is kept open between two requests is closed as soon as it has nothing to answer. */
function closeInOrder(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => server.closeIdleConnections(), lookMs)
    const end = setTimeout(() => server.closeAllConnections(), patienceMs)
    server.close(() => {
      clearInterval(look)
      clearTimeout(end)
      resolve()
    })
  })
}

const portInUse = (error: Error, env: Env): string =>
  'code' in error && error.code === 'EADDRINUSE'
    ? `端口 ${env.PORT} 已被占用，请设置 PORT 后再启动。\nPort ${env.PORT} is in use: set PORT to another one and start again.`
    : error.message
