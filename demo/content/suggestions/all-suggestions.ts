import type { SuggestionContent } from '../content.types.ts'
import { confidentialSuggestions } from './confidential.ts'
import { cultureSuggestions } from './culture.ts'
import { economySuggestions } from './economy.ts'
import { elderlySuggestions } from './elderly.ts'
import { environmentSuggestions } from './environment.ts'
import { farmingSuggestions } from './farming.ts'
import { healthSuggestions } from './health.ts'
import { housingSuggestions } from './housing.ts'
import { justiceSuggestions } from './justice.ts'
import { roadSuggestions } from './roads.ts'
import { schoolSuggestions } from './schools.ts'
import { townshipSuggestions } from './township.ts'
import { trafficSuggestions } from './traffic.ts'
import { waterSuggestions } from './water.ts'

/** All that are told one by one, in the order in which they are told; numbers are given at registration, not here. */
export const suggestions: readonly SuggestionContent[] = [
  ...elderlySuggestions,
  ...roadSuggestions,
  ...trafficSuggestions,
  ...healthSuggestions,
  ...schoolSuggestions,
  ...waterSuggestions,
  ...environmentSuggestions,
  ...housingSuggestions,
  ...farmingSuggestions,
  ...economySuggestions,
  ...cultureSuggestions,
  ...justiceSuggestions,
  ...confidentialSuggestions,
  ...townshipSuggestions,
]
