import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { faultInWords } from './operator-fault.ts'

const failed = (code: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { code, ...more })

test.each([
  ['连不上数据库', failed('ECONNREFUSED', '', { errors: [] })],
  ['连不上数据库', failed('ENOENT', 'connect ENOENT /run/.s.PGSQL.5432', { syscall: 'connect' })],
  ['连不上数据库', new Error('Connection terminated due to connection timeout')],
  ['数据库正在启动', failed('57P03', 'the database system is starting up')],
  ['不接受用户名或口令', failed('28P01', 'password authentication failed for user "minsheng"')],
  ['数据库不存在', failed('3D000', 'database "nowhere" does not exist')],
  ['用户的权限不够', new Error('The migration failed', { cause: failed('42501', 'permission denied') })],
  ['没有本程序的数据', failed('42P01', 'relation "event" does not exist')],
  ['连接数已满', failed('53300', 'too many clients already')],
  ['数据库所在的磁盘已满', failed('53100', 'could not extend file')],
  ['数据库不接受写入', failed('25006', 'cannot execute CREATE TABLE in a read-only transaction')],
  ['前后不一致的数据', failed('23503', 'violates foreign key constraint')],
  ['加密连接不可信', failed('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain')],
  ['数据库没有启用加密连接', new Error('The server does not support SSL connections')],
  ['磁盘已满', failed('ENOSPC', 'ENOSPC: no space left on device, write', { syscall: 'write' })],
  ['无权读写', failed('EACCES', "EACCES: permission denied, open '/backup/keys.json'", { syscall: 'open' })],
  ['不存在', failed('ENOENT', "ENOENT: no such file or directory, open '/nowhere'", { syscall: 'open' })],
])('what the operator can mend is told in a sentence, the words of the system behind it: %s', (sentence, error) => {
  const [chinese, english] = [faultInWords(error, ['zh-CN']), faultInWords(error, ['en'])]
  expect(chinese).toMatch(new RegExp(`${sentence}[^]*\\n\\(.+\\)$`))
  expect(english).toMatch(/^[A-Z].+[.]\n\(.+\)$/)
  expect(faultInWords(error, ['zh-CN', 'en'])).toContain(english.split('\n')[0])
})

test('a refusal and a sentence of our own are told in the language that is asked for, anything else as it is', () => {
  const refusal = new Refusal('conflict', 'operation.port_taken', { port: 443 })
  expect(faultInWords(refusal, ['zh-CN', 'en'])).toMatch(/^端口 443 已被占用.*\nPort 443 is in use/)
  const own = new Error('备份在 /备份。\nThe backup is in /备份.')
  expect(faultInWords(own, ['en'])).toBe('The backup is in /备份.')
  expect(faultInWords(own, ['zh-CN', 'en'])).toBe(own.message)
  expect(faultInWords(new Error('one\ntwo'), ['zh-CN'])).toBe('one\ntwo')
  expect(faultInWords('text', ['en'])).toBe('text')
})
