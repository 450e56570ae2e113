export { type AreaRow, findAreaByCode, findAreaById, findAreas } from './area.queries.ts'
export { importAreas } from './area-import.service.ts'
export {
  type CongressRow,
  findCongress,
  findCongressByArea,
  findCongresses,
  findConstituencies,
  findDelegations,
  findSessionOn,
  findTerm,
} from './congress.queries.ts'
export {
  addConstituency,
  addDelegation,
  addSession,
  createCongress,
  currentTerm,
  getCongress,
  type NewCongress,
  type NewConstituency,
  type NewSession,
  type NewTerm,
  startTerm,
} from './congress.service.ts'
export { divisionsOf } from './division.source.ts'
export { findOrgan, findOrganByCode, findOrgans, type OrganFilter, type OrganRow } from './organ.queries.ts'
export { addOrgan, coordinatorOf, getOrgan, type NewOrgan, organNameOn, setCoordinator } from './organ.service.ts'
