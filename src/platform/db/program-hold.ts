import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import { assertPlainName } from './database.ts'

export type Hold = { release(): Promise<void> }

type HoldOptions = {
  connectionString: string
  /** The tenant: each has a program of its own. */
  schema: string
  log: Log
  /** How long to wait for one that is just ending, or whose machine has gone silent. */
  patienceMs: number
  /** Told once when there is something to wait for. */
  tell(sentence: string): void
  /** Our connection broke, and another program came in before it was back, and stays as long. */
  onTaken(sentence: string): void
}

type Holder = { name: string; since: string }

// PostgreSQL lets go of a lock with its session: at once when the program is killed, and after nine seconds when its
// machine has gone silent. Over a socket the three settings say nothing.
const settings = [
  'timezone=UTC',
  'idle_session_timeout=0',
  'tcp_keepalives_idle=3',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
]
const lockSpace = 7_364_614
const [askMs, askAgainMs, lookMs, answerMs] = [500, 250, 5_000, 10_000]

/**
 * Keeps one tenant's database for this process, by an advisory lock on a connection of its own, which is made again when
 * it breaks. Refuses in a sentence that names the holder while another process has it.
 */
export async function holdDatabase(options: HoldOptions): Promise<Hold> {
  const name = `minsheng ${pid}@${hostname().slice(0, 36)} ${randomBytes(3).toString('hex')}`
  let client = await connect(options.connectionString, name)
  let isReleased = false
  try {
    await waitForLock(client, options)
  } catch (error) {
    await client.end()
    throw error
  }
  const watch = () => {
    // a connection that only looks alive is broken by a question that is not answered
    const timer = setInterval(() => void client.query('select 1').catch(() => client.end()), lookMs)
    timer.unref()
    client.once('end', () => {
      clearInterval(timer)
      if (!isReleased) void regain()
    })
  }
  const regain = async () => {
    options.log.warn('the connection that keeps the database for this program broke')
    let takenAt: number | undefined
    while (!isReleased) {
      const found = await tryAnew(options, name)
      if (found instanceof pg.Client) {
        client = found
        if (isReleased) return client.end()
        options.log.info('the database is kept for this program again')
        return watch()
      }
      // our own session may outlive its connection for some seconds
      if (found === undefined || found.name === name) takenAt = undefined
      else takenAt ??= performance.now()
      if (found && takenAt !== undefined && performance.now() - takenAt > options.patienceMs)
        return options.onTaken(takenBy(found))
      await sleep(askAgainMs)
    }
  }
  watch()
  return {
    async release() {
      isReleased = true
      await client.end()
    },
  }
}

async function connect(connectionString: string, name: string): Promise<pg.Client> {
  const url = new URL(connectionString)
  const given = url.searchParams.get('options')
  const ours = settings.map((setting) => `-c ${setting}`)
  url.searchParams.set('options', [...(given ? [given] : []), ...ours].join(' '))
  const client = new pg.Client({
    connectionString: url.href,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  })
  // what breaks it is told by its end
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function waitForLock(client: pg.Client, { schema, patienceMs, tell }: HoldOptions): Promise<void> {
  const end = performance.now() + patienceMs
  let isTold = false
  while (!(await tryLock(client, schema))) {
    const holder = await findHolder(client, schema)
    if (performance.now() >= end) throw new Error(refusal(holder))
    if (!isTold) tell(waiting(holder))
    isTold = true
    await sleep(askMs)
  }
}

/** The connection that has the lock again, or who has it; undefined while the server does not answer. */
async function tryAnew(
  { connectionString, schema }: HoldOptions,
  name: string,
): Promise<pg.Client | Holder | undefined> {
  const client = await connect(connectionString, name).catch(() => undefined)
  if (!client) return undefined
  try {
    if (await tryLock(client, schema)) return client
    const holder = await findHolder(client, schema)
    await client.end()
    return holder
  } catch {
    await client.end()
    return undefined
  }
}

const keyOf = (schema: string) => `${lockSpace}, hashtext('${assertPlainName(schema, 'schema')}')`

async function tryLock(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ has: boolean }>(`select pg_try_advisory_lock(${keyOf(schema)}) as has`)
  return rows[0]?.has ?? false
}

async function findHolder(client: pg.Client, schema: string): Promise<Holder> {
  const { rows } = await client.query<Holder>(
    `select coalesce(application_name, '') as name,
       coalesce(to_char(backend_start at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS'), '') as since
     from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objsubid = 2 and (classid::bigint, objid::bigint)
       = (${lockSpace}, hashtext($1)::bigint & 4294967295)
       and database = (select oid from pg_database where datname = current_database())`,
    [schema],
  )
  return rows[0] ?? { name: '', since: '' }
}

function wordsOf({ name, since }: Holder): { zh: string; en: string } {
  const [, process, host] = /^minsheng (\d+)@(\S*)/.exec(name) ?? []
  if (process === undefined) return { zh: since && `，自 ${since} 起`, en: since && `, since ${since} Beijing time` }
  return {
    zh: `（主机 ${host}，进程 ${process}，自 ${since} 起）`,
    en: ` (host ${host}, process ${process}, since ${since} Beijing time)`,
  }
}

function refusal(holder: Holder): string {
  const { zh, en } = wordsOf(holder)
  return (
    `这个数据库正由另一个运行中的程序使用${zh}：请先停止它，或用 DATABASE_URL 指定另一个数据库。\n` +
    `The database is in use by another running program${en}: stop that one first, or name another database in DATABASE_URL.`
  )
}

function waiting(holder: Holder): string {
  const { zh, en } = wordsOf(holder)
  return (
    `这个数据库还由另一个程序使用${zh}，等待几秒，看它是否正在结束……\n` +
    `The database is still in use by another program${en}; waiting some seconds, should it be ending …`
  )
}

function takenBy(holder: Holder): string {
  const { zh, en } = wordsOf(holder)
  return (
    `与数据库的连接中断期间，另一个程序开始使用这个数据库${zh}，本程序停止。\n` +
    `While the connection to the database was broken, another program began to use it${en}: this one ends.`
  )
}
