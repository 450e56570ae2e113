import { readFileSync, writeFileSync } from 'node:fs'

// `npm ci` refuses a lockfile in which an optional package is missing, and npm leaves out those that its registry lacks:
// the builds for other platforms. `--complete` enters them as the packages that want them name them. They have no hash,
// since none is known here; the first `npm install` on such a platform adds it.
type Locked = {
  version?: string
  dev?: boolean
  optional?: boolean
  resolved?: string
  optionalDependencies?: Record<string, string>
}
type Lockfile = { packages: Record<string, Locked> }

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lockfile: Lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const { packages } = lockfile
const prefix = 'node_modules/'

// As Node looks for a package: beside the one that asks, then one level up after the other.
function isLocked(asker: string, name: string): boolean {
  if (packages[`${asker && `${asker}/`}${prefix}${name}`]) return true
  return asker !== '' && isLocked(asker.slice(0, Math.max(0, asker.lastIndexOf(`/${prefix}`))), name)
}

const platformOf = (name: string) => {
  const words = name.split(/[-/]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(os.includes('linux') && { libc: [libc] }) }
}

const missing = Object.entries(packages).flatMap(([asker, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(asker, name))
    .map(([name, range]) => ({ name, version: range.replace(/^\D*/, ''), dev })),
)
const faults = missing.map(({ name, version }) => `incomplete-lockfile: ${name}@${version} is missing`)
for (const [path, { resolved }] of Object.entries(packages))
  if (resolved) faults.push(`resolved-in-lockfile: ${path} is bound to one registry`)

if (process.argv.includes('--complete') && missing.length > 0) {
  for (const { name, version, dev } of missing)
    packages[prefix + name] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) }
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(
    'package-lock.json',
    `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  )
  console.log(`${missing.length} packages entered`)
} else {
  for (const fault of faults) console.error(fault)
  if (missing.length > 0) console.error('Run `node tools/check-lockfile.ts --complete`.')
  console.log(`${Object.keys(packages).length} packages, ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
