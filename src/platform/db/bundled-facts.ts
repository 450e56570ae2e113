import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { pid } from 'node:process'
import { z } from 'zod'
import { wasUsed } from '../data-folder.ts'

/** What is kept of the bundled database beside it. The port is written once the server runs: then there is a database. */
const Facts = z.object({
  /** The folder of the cluster, where it is not `postgres` in the data folder. */
  folder: z.string().optional(),
  port: z.number().int().optional(),
  superuserPassword: z.string(),
  password: z.string(),
})
export type Facts = z.infer<typeof Facts>

const factsPath = (dataDir: string) => join(dataDir, 'database.json')

/** The folder of the cluster, where nothing else is said. */
export const ownCluster = (dataDir: string): string => join(dataDir, 'postgres')

/** Whether the files of a database are there. */
export const isMade = (cluster: string): boolean =>
  statSync(join(cluster, 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined

/**
 * Undefined where no program has run yet.
 * @throws in a sentence where a database was, and it or its passwords are gone: no other one takes its place
 */
export function findFacts(dataDir: string): Facts | undefined {
  const path = factsPath(dataDir)
  if (existsSync(path)) {
    const facts = parseFacts(path)
    const folder = facts.folder ?? ownCluster(dataDir)
    if (facts.port !== undefined && !isMade(folder)) throw new Error(lost(folder))
    return facts
  }
  if (lacksPasswords(dataDir)) throw new Error(locked(path))
  if (wasUsed(dataDir)) throw new Error(emptied(dataDir))
  return undefined
}

/** Whether a database was in the data folder, or beside it: not where a first start or a restore was broken off before. */
export const mayHoldDatabase = (dataDir: string): boolean =>
  existsSync(factsPath(dataDir)) ? parseFacts(factsPath(dataDir)).port !== undefined : wasUsed(dataDir)

/** Whether the passwords alone are gone: whoever may write the files of the database can give it others. */
export const lacksPasswords = (dataDir: string): boolean =>
  !existsSync(factsPath(dataDir)) && isMade(ownCluster(dataDir))

export function newFacts(): Facts {
  const secret = () => randomBytes(24).toString('base64url')
  return { superuserPassword: secret(), password: secret() }
}

/** Those of a first start, which comes to its end or is gone on with by the next one. */
export function makeFacts(dataDir: string): Facts {
  const facts = newFacts()
  writeFacts(dataDir, facts)
  return facts
}

// Whole or not at all, also when the power fails: without the password in it the database is closed to us.
export function writeFacts(dataDir: string, facts: Facts): void {
  const path = factsPath(dataDir)
  const draft = `${path}.${pid}`
  try {
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, `${JSON.stringify(facts, undefined, 2)}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    // Root may look after what belongs to another user, and must not lock that user out by it.
    const { uid, gid } = statSync(dataDir)
    if (userInfo().uid === 0) chownSync(draft, uid, gid)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

function parseFacts(path: string): Facts {
  const text = readFileSync(path, 'utf8')
  try {
    return Facts.parse(JSON.parse(text))
  } catch {
    // its words would quote the passwords
    throw new Error(
      `${path} 已损坏，其中有数据库密码：${putBack.zh}\n` +
        `${path} is damaged, and with it the database's password: ${putBack.en}`,
    )
  }
}

const putBack = {
  zh: '请从数据文件夹的副本中放回该文件；没有副本的，请用 npm run restore 把备份恢复到空的数据文件夹。',
  en: 'put it back from a copy of the data folder, or restore a backup into an empty data folder with npm run restore.',
}

const locked = (path: string): string =>
  `${path} 不见了，其中有数据库密码：请从数据文件夹的副本中放回该文件，或启动程序，启动时会另设密码。\n` +
  `${path} is gone, and with it the database's password: put it back from a copy of the data folder, or start the program, which sets new ones.`

const lost = (folder: string): string =>
  `数据库文件夹 ${folder} 不见了或是空的，而其中曾有数据库：请放回原处，另有磁盘的先挂载；找不回的，请用 npm run restore 把备份恢复到空的数据文件夹。程序没有新建数据库。\n` +
  `The database's folder ${folder} is gone or empty, and there was a database in it: put it back, or mount its disk; if it is lost, restore a backup into an empty data folder with npm run restore. No new database was made.`

const emptied = (dataDir: string): string =>
  `数据文件夹 ${dataDir} 使用过，其中却没有数据库：数据库在别处的，请设置 DATABASE_URL；丢失的，请放回 database.json 和 postgres，或用 npm run restore 把备份恢复到空的数据文件夹；要重新开始的，请换一个空的数据文件夹。程序没有新建数据库。\n` +
  `The data folder ${dataDir} was in use, and there is no database in it: name yours in DATABASE_URL if it is elsewhere; if it is lost, put database.json and postgres back, or restore a backup into an empty data folder with npm run restore; to begin anew, take an empty folder. No new database was made.`
