import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { divisionsOf } from '#modules/organisation/index.ts'
import { demoSeed, makeDistrict } from '../district.ts'
import { districtCode } from '../generator/areas.ts'
import { oversights } from './congress/oversights.ts'
import { isRealName, nameHash, namesIn, reportedPeople } from './real-names.ts'

const isText = (file: string): boolean => /\.(ts|tsx|json|md|sql|css|html|yml|yaml|txt|sh)$/u.test(file)

describe('real people', () => {
  test('a name that is on a list is found in the middle of a sentence, and no other', () => {
    const list = new Set([nameHash('言则明')])
    expect(namesIn('昨天言则明代表到了现场', list, new Map())).toEqual(['言则明'])
    expect(namesIn('昨天言则代表到了现场', list, new Map())).toEqual([])
  })

  test('nobody of those whom reports on real congresses name is in any file of the project', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    const known = new Map<string, boolean>()
    const found = files
      .split('\n')
      .filter(isText)
      .flatMap((file) => namesIn(readFileSync(file, 'utf8'), reportedPeople, known).map((name) => `${file}: ${name}`))
    expect(found).toEqual([])
  })

  test('no invented person is called as a real one', async () => {
    const divisions = await divisionsOf(districtCode)
    const names = [demoSeed, 'another'].flatMap((seed) =>
      makeDistrict(seed, '2026-11-22', divisions).people.map(({ name }) => name),
    )
    const leaders = oversights.flatMap(({ government }) => (government ? [government.name] : []))
    expect([...names, ...leaders].filter(isRealName)).toEqual([])
  })
})
