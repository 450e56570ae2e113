import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What the tests need of the machine: where it was found, or a sentence that says what is missing. */
export type Found = { env: Record<string, string>; missing?: string }

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const postgresql15 = '/usr/lib/postgresql/15/bin'

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

const findBrowser = () =>
  [process.env.CHROMIUM_PATH, ...browsers.map(onPath), ...elsewhere].find((path) => path && existsSync(path))

// Without fontconfig there is nothing to ask; macOS and Windows bring Chinese fonts with them.
const hasChineseFont = () =>
  process.platform !== 'linux' ||
  (onPath('fc-list') !== undefined && execFileSync('fc-list', [':lang=zh-cn']).length > 0)

const mayInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get') !== undefined

let listsAreFresh = false
function install(...packages: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args: string[]) => execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  if (!listsAreFresh) aptGet('update')
  listsAreFresh = true
  aptGet('install', '--yes', '--no-install-recommends', ...packages)
}

const withInstall = (packages: string[], sentence: string, find: () => Record<string, string> | undefined): Found => {
  const env = find()
  if (env) return { env }
  const advice = `${sentence} Install ${packages.join(', ')}, or run the tests as root on Debian, where they install themselves.`
  if (!mayInstall()) return { env: {}, missing: advice }
  try {
    install(...packages)
  } catch (fault) {
    return { env: {}, missing: `${sentence} apt-get could not install ${packages.join(' ')}: ${fault}` }
  }
  const afterwards = find()
  return afterwards ? { env: afterwards } : { env: {}, missing: advice }
}

/** Chromium and a font with Chinese characters, for the journeys. */
export const findChromium = (): Found =>
  withInstall(['chromium', 'fonts-noto-cjk', 'fontconfig'], 'The journeys need Chromium and a Chinese font.', () => {
    const browser = findBrowser()
    return browser && hasChineseFont() ? { CHROMIUM_PATH: browser } : undefined
  })

/** The server programs of PostgreSQL 15, the oldest that is supported. */
export const findPostgresql15 = (): Found => {
  const find = () => (existsSync(join(postgresql15, 'initdb')) ? { POSTGRESQL_15_BIN: postgresql15 } : undefined)
  // Debian's package would at once start a server of its own, which nobody asked for.
  if (!find() && mayInstall()) {
    mkdirSync('/etc/postgresql-common/createcluster.d', { recursive: true })
    writeFileSync('/etc/postgresql-common/createcluster.d/minsheng.conf', 'create_main_cluster = false\n', {
      flag: 'w',
    })
  }
  return withInstall(
    ['postgresql-15'],
    'PostgreSQL 15 is not here: the tests of the modules run on the bundled one.',
    find,
  )
}
