import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

// Chinese and English say the same things: same files, same keys, same placeholders; and every refusal has its words.
type Words = { [key: string]: string | Words }

const languages = ['zh-CN', 'en'] as const
const [first, second] = languages

const flatten = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )

// English has a singular where Chinese has none: the forms of one plural are one key, judged by its last form.
const singular = /_(?:zero|one|two|few|many|other)$/
const read = (language: string, file: string): Map<string, string> => {
  const words: Words = JSON.parse(readFileSync(join('locales', language, file), 'utf8'))
  return new Map(flatten(words).map(([key, value]) => [key.replace(singular, ''), value]))
}

const placeholders = (text: string): string =>
  [...new Set([...text.matchAll(/\{\{-?\s*([\w.]+)/g)].map((match) => match[1]))].toSorted().join(', ')

const filesOf = new Map(languages.map((language) => [language, readdirSync(join('locales', language)).toSorted()]))
const names = new Set([...filesOf.values()].flat())
const faults: string[] = []
const refusals = new Set<string>()
let keys = 0

for (const file of names) {
  const missing = languages.filter((language) => !filesOf.get(language)?.includes(file))
  if (missing.length > 0) {
    faults.push(`locale-file: locales/${missing.join(', ')}/${file} is missing`)
    continue
  }
  const [chinese, english] = [read(first, file), read(second, file)]
  for (const key of new Set([...chinese.keys(), ...english.keys()])) {
    keys += 1
    const [zh, en] = [chinese.get(key), english.get(key)]
    if (key.startsWith('refusals.')) refusals.add(`${file.replace('.json', '')}.${key.replace('refusals.', '')}`)
    if (zh === undefined || en === undefined) {
      faults.push(`locale-key: ${file} ${key} is missing in ${zh === undefined ? first : second}`)
      continue
    }
    if (zh.trim() === '' || en.trim() === '') faults.push(`locale-empty: ${file} ${key} says nothing`)
    if (placeholders(zh) !== placeholders(en))
      faults.push(
        `locale-placeholder: ${file} ${key} has {${placeholders(zh)}} in ${first}, {${placeholders(en)}} in ${second}`,
      )
    if (/\p{Script=Han}[,;:!?]/u.test(zh)) faults.push(`locale-punctuation: ${file} ${key} has half-width punctuation`)
  }
}

for (const file of sourceFiles(['src']).filter((path) => /(?<!\.test)\.tsx?$/.test(path)))
  for (const [, code] of readFileSync(file, 'utf8').matchAll(/new Refusal\(\s*'\w+',\s*'([\w.-]+)'/g))
    if (code && !refusals.has(code)) faults.push(`refusal-words: ${file}: ${code} has no sentence in locales`)

for (const fault of faults) console.error(fault)
console.log(`${names.size} files, ${keys} keys, ${refusals.size} refusals, ${faults.length} faults`)
process.exitCode = faults.length > 0 || keys === 0 ? 1 : 0
