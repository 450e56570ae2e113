import { currentLocale } from './words.ts'

let shown: string | undefined

/** Notes which identity the page shows, so that nothing is done as another one that was chosen in another window. */
export const showActing = (identityId: string | undefined): void => {
  shown = identityId
}

/** What every request of the workbench says: in which language to answer, and as whom it is meant. */
export const requestHeaders = (): Record<string, string> => ({
  'accept-language': currentLocale(),
  ...(shown !== undefined && { 'minsheng-acting-as': shown }),
})
