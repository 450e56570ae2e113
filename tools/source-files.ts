import { existsSync, globSync } from 'node:fs'
import { sep } from 'node:path'

const passedOver = new Set(['node_modules', 'dist', 'data', 'coverage', '.git'])

/** Every file below the folders that exist, as paths with slashes from the working folder, sorted. */
export const sourceFiles = (folders: string[]): string[] =>
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      globSync(`${folder}/**/*.*`, { exclude: (path) => passedOver.has(path.split(sep).at(-1) ?? '') }),
    )
    .map((path) => path.replaceAll(sep, '/'))
    .toSorted()
