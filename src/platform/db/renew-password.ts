import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { runAs } from './postgres-account.ts'
import { type Cluster, readPidFile, stopServer } from './postgres-server.ts'
import { bornOf, programOf, workplaceOf } from './process-identity.ts'

/**
 * Gives the superuser of a cluster the password that it now has, where the old one is lost. The files of the cluster are
 * ours, so nobody comes to anything by it that was not theirs. A server that still runs there is stopped.
 */
export async function renewPassword(cluster: Cluster): Promise<void> {
  const found = readPidFile(cluster.folder)
  const born = found ? bornOf(found.pid) : undefined
  if (found && born !== undefined && serves(found.pid, cluster.folder)) {
    await stopServer(cluster, { pid: found.pid, born, port: found.port })
  }
  // without the option a statement that fails is written down, and the program ends as if it had been done
  const args = ['--single', '-D', cluster.folder, '-c', 'exit_on_error=true', 'postgres']
  const { status } = spawnSync(cluster.binaries.postgres, args, {
    ...runAs(cluster.account, cluster.folder),
    input: `alter role postgres password '${cluster.password}'\n`,
    encoding: 'utf8',
  })
  // its words may quote the password
  if (status !== 0) throw new Error(notSet(cluster.folder))
}

const serves = (pid: number, folder: string): boolean =>
  (programOf(pid) ?? '').startsWith('postgres') && workplaceOf(pid) === realpathSync(folder)

const notSet = (folder: string): string =>
  `数据库 ${folder} 的密码文件 database.json 不见了，另设密码没有成功：请从数据文件夹的副本中放回该文件。\n` +
  `The passwords of the database ${folder} (database.json) are gone, and setting new ones failed: put the file back from a copy of the data folder.`
