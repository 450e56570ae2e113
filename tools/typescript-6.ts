import { registerHooks } from 'node:module'

// dependency-cruiser reads TypeScript through an API that TypeScript 7 no longer has: under 7 it finds no module at all
// and says that all is well. Given with `--import`, this hands it the TypeScript 6 that is installed beside ours.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const wanted = specifier === 'typescript' || specifier.startsWith('typescript/')
    const asker = context.parentURL ?? ''
    return nextResolve(
      wanted && asker.includes('/dependency-cruiser/') ? specifier.replace('typescript', 'typescript-6') : specifier,
      context,
    )
  },
})
