const away = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
const sentences: Readonly<Record<string, string>> = {
  '28P01':
    '数据库不接受用户名或口令，请检查 DATABASE_URL。\nThe database refuses the user or the password: look at DATABASE_URL.',
  '28000': '数据库不接受这个用户，请检查 DATABASE_URL。\nThe database refuses this user: look at DATABASE_URL.',
  '3D000':
    'DATABASE_URL 所指的数据库不存在，请先新建。\nThe database that DATABASE_URL names does not exist: create it first.',
  '42501':
    '数据库用户的权限不够：要能在库中新建模式，并有 CREATEROLE。\n' +
    'The database user may do too little: it has to create schemas in the database, and needs CREATEROLE.',
}
const unreached =
  '连不上数据库：请检查 DATABASE_URL 的主机和端口，以及数据库是否已启动。\n' +
  'The database was not reached: look at host and port in DATABASE_URL, and whether it is up.'

/** What an operator can do about a database that the program can't start on; undefined for any other error. */
export function databaseFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const sentence = away.has(code) ? unreached : sentences[code]
  return sentence && `${sentence}\n(${error.message || code})`
}
