import { createHash } from 'node:crypto'

// Real people must not be found here, so their names are kept as hashes: enough to know one when it turns up.
const salt = 'minsheng/real-names/'

/** @param name as it is written, without spaces */
export const nameHash = (name: string): string =>
  createHash('sha256').update(`${salt}${name}`).digest('hex').slice(0, 12)

const listed = (hashes: string): ReadonlySet<string> => new Set(hashes.trim().split(/\s+/u))

/** People who are named in reports on the work of real congresses. */
export const reportedPeople = listed(`
  0195e7b6141c 030c1fa0ccfd 0385927ad6d0 053af517f787 11817decb8cc 234e5e7726ea 2d3cef8c9da4 31980c3ba2bb
  33cb07d7ed8a 3a323c0fadc0 4bfd41faf15e 55ef1b97dddb 5d2778825c8e 73a33216bbd5 7ab9f577ed5b 7cc3a67f071e
  94744552c740 956b479925df 98d383897ca6 9d98a8f4c30e a4f8fc160dd4 aee81b306a9e be033f07b2d2 c3a9f31156e3
  c47366c385ce c96da04fcb24 d52c73c68823 e65a03a48a8a f03348845ccd f1576fe94386 f60bcf7b5293 ff31b3b72a62
`)

/** People in public life whose names chance could put together. */
const publicPeople = listed(`
  0493a49c3e8a 0b75fd0cebb8 0f48a09074e7 10d7be44cc18 1c1235cf795a 1cf0ff7ee961 26a98d01c2b1 378ee7fac711
  3d3af162bd27 46d3df4e645a 47b15d71235b 4830e32589f1 49ba0a31fb96 4ced261c16e1 5b5ea7efcdc7 5e0c3f55ce63
  5eceb6119b05 602f4f330a01 609e13a849a6 615ab202d9b1 6b1514637d7b 71fa04b96532 73a04907a695 8fa5a6606874
  943804a28be0 95f243a6a470 981a2cd00a30 9a5dc7f36fea a2fd9d92f943 bae37024b471 c346b79130d3 c4c1501b3f26
  d465df0248d6 d592328faf44 d6d1299415a3 d7b9527971a6 d88c145ff60a d8e3da78aa3f dcb1550b0fb0 f03867743ea1
  f5c3f79ebf47 faafdc1da55f
`)

/** Whether an invented person must not be called so. */
export function isRealName(name: string): boolean {
  const hash = nameHash(name)
  return reportedPeople.has(hash) || publicPeople.has(hash)
}

/** The names of two or three characters in a text that are among these. */
export function namesIn(text: string, hashes: ReadonlySet<string>, known: Map<string, boolean>): string[] {
  const found: string[] = []
  for (const [run] of text.matchAll(/\p{Script=Han}{2,}/gu)) {
    const characters = Array.from(run)
    for (const length of [2, 3]) {
      for (let at = 0; at + length <= characters.length; at += 1) {
        const part = characters.slice(at, at + length).join('')
        const isName = known.get(part) ?? hashes.has(nameHash(part))
        known.set(part, isName)
        if (isName) found.push(part)
      }
    }
  }
  return found
}
