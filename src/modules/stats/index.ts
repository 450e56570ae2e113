export { followForFigures } from './keep-counted.service.ts'
export { countForPortal, publishUnitFigures } from './publish-unit-figures.service.ts'
export { readFigures, readGroups } from './read-figures.service.ts'
export type { FigureGroup, FiguresView } from './stats.contract.ts'
