import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import process from 'node:process'
import { z } from 'zod'
import { channelSettings, faultsBetweenChannels } from './channel-settings.ts'
import { isOrigin, isPostgresUrl, optional, words, yesOrNo } from './setting.ts'

export const secretBytesMin = 32

const wholeNumber = optional(
  z
    .string()
    .optional()
    .refine((text) => text === undefined || /^[1-9]\d{0,4}$/.test(text), {
      error: words('应为正整数。', 'It is a whole number above 0.'),
    })
    .transform((text) => (text === undefined ? undefined : Number(text))),
)

/** What stands in the footer of the public pages, as it was given out. */
const registration = optional(
  z
    .string()
    .trim()
    .max(200, { error: words('不超过 200 字。', 'At most 200 characters.') })
    .optional(),
)

const path = optional(
  z
    .string()
    .optional()
    .transform((value) => (value === undefined ? undefined : resolve(value))),
)

const existingFile = path.refine(
  (file) => file === undefined || existsSync(file),
  words('文件不存在。', 'There is no such file.'),
)

const secretsNewestFirst = z
  .string()
  .default('')
  .transform(listed)
  .refine((secrets) => secrets.every((secret) => isStrong(secret)), {
    error: words(
      `应为以逗号分隔的密钥，新的在前，每个至少 ${secretBytesMin} 个字节且为随机生成。`,
      `It is a list of secrets with commas, the newest first, each made at random and of ${secretBytesMin} bytes or more.`,
    ),
  })

const Settings = z.object({
  PORT: optional(
    z
      .string()
      .default('3000')
      .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
        error: words('端口应为 0 至 65535 的整数。', 'A port is a whole number from 0 to 65535.'),
      })
      .transform(Number),
  ),
  HOST: optional(z.string().trim().optional()),
  PUBLIC_URL: optional(
    z
      .string()
      .optional()
      .refine((text) => text === undefined || isOrigin(text), {
        error: words(
          '应为公众访问的网址，只含协议、域名和端口，如 https://rd.example.gov.cn。',
          'It is the address the public uses, scheme, host and port only, like https://rd.example.gov.cn.',
        ),
      })
      .transform((text) => (text === undefined ? undefined : new URL(text).origin)),
  ),
  TLS_CERT: existingFile,
  TLS_KEY: existingFile,
  TRUST_PROXY: yesOrNo,
  DATABASE_URL: optional(
    z
      .string()
      .optional()
      .refine((text) => text === undefined || isPostgresUrl(text), {
        error: words(
          '应形如 postgres://用户:密码@主机:5432/数据库，其中的 % 写作 %25。',
          'It looks like postgres://user:password@host:5432/database, with %25 for a per cent sign.',
        ),
      }),
  ),
  MINSHENG_MODE: optional(
    z
      .enum(['demo', 'production'], {
        error: words('应为 demo（演示）或 production（正式）。', 'It is demo or production.'),
      })
      .default('demo'),
  ),
  MINSHENG_DATA: optional(
    z
      .string()
      .default('./data')
      .transform((folder) => resolve(folder)),
  ),
  MINSHENG_TENANT: optional(
    z
      .string()
      .default('minsheng')
      .refine((name) => /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !/^pg_|^public$|^information_schema$/.test(name), {
        error: words(
          '应为小写字母、数字和下划线，以字母开头，且不是数据库保留的名称。',
          "It is lower-case letters, digits and _, begins with a letter and is not one of the database's own names.",
        ),
      }),
  ),
  MINSHENG_SECRET: optional(
    z
      .string()
      .optional()
      .refine((secret) => secret === undefined || Buffer.byteLength(secret) >= secretBytesMin, {
        error: words(
          `密钥至少 ${secretBytesMin} 个字节，可用 openssl rand -base64 48 生成。`,
          `A secret has at least ${secretBytesMin} bytes; openssl rand -base64 48 makes one.`,
        ),
      })
      .refine((secret) => secret === undefined || new Set(secret).size >= 12, {
        error: words('密钥过于简单，请随机生成。', 'The secret is too simple: have it made at random.'),
      }),
  ),
  MINSHENG_SEALING_SECRETS: optional(secretsNewestFirst),
  MINSHENG_SIGNING_SECRETS: optional(secretsNewestFirst),
  MINSHENG_LOST_KEYS: optional(
    z
      .string()
      .default('')
      .transform(listed)
      .refine((ids) => ids.every((id) => /^[0-9a-f]{16}$/.test(id)), {
        error: words(
          '应为以逗号分隔的密钥编号，每个 16 位，由程序在拒绝启动时给出。',
          'It is a list of key ids with commas, 16 digits each, as the program names them when it refuses to start.',
        ),
      }),
  ),
  MINSHENG_STAFF_NETWORKS: optional(
    z
      .string()
      .default('')
      .transform(listed)
      .refine((parts) => parts.every(isNetwork), {
        error: words(
          '应为以逗号分隔的网段，如 10.20.0.0/16,192.168.8.0/24。',
          'It is a list of address ranges with commas, like 10.20.0.0/16,192.168.8.0/24.',
        ),
      }),
  ),
  MINSHENG_COUNTY: optional(
    z
      .string()
      .optional()
      .refine((code) => code === undefined || /^\d{6}$/.test(code), {
        error: words('应为六位县级区划代码，如 320412。', "It is the county's six digits, like 320412."),
      }),
  ),
  MINSHENG_CONGRESS: optional(z.string().trim().optional()),
  MINSHENG_TERM: wholeNumber,
  MINSHENG_SEATS: wholeNumber,
  MINSHENG_FIRST_SESSION: optional(
    z.iso.date({ error: words('应为日期，如 2026-01-07。', 'It is a date, like 2026-01-07.') }).optional(),
  ),
  ...channelSettings,
  SITE_ICP: registration,
  SITE_POLICE: registration,
  SITE_ORGAN_CODE: registration,
  SITE_CONTACT: registration,
  METRICS_TOKEN: optional(
    z
      .string()
      .trim()
      .min(16, { error: words('至少 16 个字符。', 'It has at least 16 characters.') })
      .optional(),
  ),
  MINSHENG_TEST_CLOCK: yesOrNo,
  LOG_LEVEL: optional(
    z
      .enum(['error', 'warn', 'info', 'debug'], {
        error: words('应为 error、warn、info 或 debug。', 'It is error, warn, info or debug.'),
      })
      .default('info'),
  ),
})

/** The configuration, keyed by the names people set. Paths are absolute, HOST is always there. */
export type Env = Readonly<z.infer<typeof Settings> & { HOST: string }>

export const envNames = Object.keys(Settings.shape)

type Source = Readonly<Record<string, string | undefined>>

/** Parses the configuration; throws one Error that names every fault in plain words, Chinese and English. */
export function readEnv(source: Source): Env {
  const parsed = Settings.safeParse(source)
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => faultOf(String(issue.path[0]), issue.message))
  faults.push(...faultsBetween(source))
  if (parsed.success && faults.length === 0) {
    const { HOST = parsed.data.MINSHENG_MODE === 'demo' ? '127.0.0.1' : '0.0.0.0', ...settings } = parsed.data
    return { ...settings, HOST }
  }
  throw new Error(
    [words('配置有误，程序未启动：', 'The configuration is wrong; the program did not start:'), ...faults].join('\n'),
  )
}

/** The configuration of this process: its environment, over a `.env` file in the folder it was started in. */
export function loadEnv(): Env {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`配置文件 .env 无法读取（${reason}）。\nThe settings in .env can't be read (${reason}).`)
  }
  return readEnv(process.env)
}

const faultOf = (name: string, message: string) => `  ${name}: ${message}`

// What no single setting can tell. Looked at in the source, so that they are reported beside the faults of form.
function faultsBetween(source: Source): string[] {
  const has = (name: string) => (source[name] ?? '').trim() !== ''
  const isProduction = source.MINSHENG_MODE?.trim() === 'production'
  const faults: string[] = []
  if (isProduction && !has('MINSHENG_SECRET')) {
    faults.push(
      faultOf(
        'MINSHENG_SECRET',
        words(
          '正式运行必须设置密钥，可用 openssl rand -base64 48 生成。',
          'Production needs a secret; openssl rand -base64 48 makes one.',
        ),
      ),
    )
  }
  if (isProduction && has('MINSHENG_TEST_CLOCK') && !/^(0|false)$/.test(source.MINSHENG_TEST_CLOCK ?? '')) {
    faults.push(
      faultOf(
        'MINSHENG_TEST_CLOCK',
        words('正式运行时不得使用测试时钟。', 'The clock of the tests is refused in production.'),
      ),
    )
  }
  if (has('TLS_CERT') !== has('TLS_KEY')) {
    faults.push(
      faultOf(
        has('TLS_CERT') ? 'TLS_KEY' : 'TLS_CERT',
        words('证书和私钥须同时设置。', 'A certificate and its key are set together.'),
      ),
    )
  }
  faults.push(...faultsBetweenChannels(has).map(({ name, message }) => faultOf(name, message)))
  return faults
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const isStrong = (secret: string): boolean => Buffer.byteLength(secret) >= secretBytesMin && new Set(secret).size >= 12

function isNetwork(text: string): boolean {
  const [address = '', bits = ''] = text.split('/')
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax && text.split('/').length === 2
}
