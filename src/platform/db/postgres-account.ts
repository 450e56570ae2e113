import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { getuid, platform } from 'node:process'

/** The system user PostgreSQL runs as; undefined where it runs as the user of this program. */
export type Account = { name: string; uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root. Root hands over to the owner of an existing cluster, else to `postgres`, else to
 * another unprivileged user that every system has.
 */
export function findAccount(cluster: string): Account | undefined {
  if (getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', '_postgres', 'nobody', 'daemon']) {
    const account = lookUp(name)
    if (account && account.uid !== 0) return account
  }
  throw new Error(
    '以 root 运行时找不到可用来运行 PostgreSQL 的普通用户，请新建系统用户 postgres。\n' +
      'PostgreSQL does not run as root and this system has no other user for it: add a system user named postgres.',
  )
}

/** What `spawn` needs to run as the account, away from folders it may not enter and from settings of the caller. */
export function runAs(account: Account | undefined, cwd = '/') {
  // Windows programs need its variables; elsewhere nothing of ours (LANG, PGOPTIONS, secrets) is passed on.
  if (platform === 'win32') return {}
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' }
  return account ? { env, cwd, uid: account.uid, gid: account.gid } : { env, cwd }
}

/** Whether the account can run the program: found by running it, since modes alone do not tell (mounts, ACLs). */
export function canRun(account: Account | undefined, program: string): boolean {
  return spawnSync(program, ['--version'], { ...runAs(account), stdio: 'ignore', timeout: 30_000 }).status === 0
}

/** Whether the account can enter the folder. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...runAs(account), stdio: 'ignore' }).status === 0
}

function lookUp(user: string): Account | undefined {
  const id = (flag: string) => execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    return { name: user, uid: Number(id('-u')), gid: Number(id('-g')) }
  } catch {
    return undefined
  }
}
