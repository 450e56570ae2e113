import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mayHoldDatabase } from './db/bundled-facts.ts'
import { unfinishedRestore } from './db/database.ts'

const noteOf = (dataDir: string): string => join(dataDir, 'restore-begun')

/**
 * Notes in a data folder where no database was ever that a restore makes one there: a start that came after a restore
 * that was ended meanwhile would open a new installation. Once the database is there its schema bears the note instead.
 */
export function noteBegunRestore(dataDir: string): void {
  if (!mayHoldDatabase(dataDir)) writeFileSync(noteOf(dataDir), `${unfinishedRestore}\n`, { flush: true })
}

export const forgetBegunRestore = (dataDir: string): void => rmSync(noteOf(dataDir), { force: true })

/** @throws in a sentence where a restore was broken off before its database was there */
export function assertNoBegunRestore(dataDir: string): void {
  if (!statSync(noteOf(dataDir), { throwIfNoEntry: false })) return
  throw new Error(
    `数据文件夹 ${dataDir} 的恢复没有完成：恢复命令还在运行的，请等它结束；已中断的，请重新运行 npm run restore。不再恢复而要重新安装的，请换一个空的数据文件夹。\n` +
      `A restore into the data folder ${dataDir} is not finished: wait if its command still runs; if it was broken off, run npm run restore again. To begin a new installation instead, take an empty folder.`,
  )
}
