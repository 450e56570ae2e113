const sexes: Readonly<Record<string, 'male' | 'female'>> = { 男: 'male', 女: 'female', M: 'male', F: 'female' }
/** What a cell says; undefined when it says nothing we know. */
export const sexOf = (text: string): 'male' | 'female' | undefined => sexes[text.replace(/性$/u, '').toUpperCase()]

export const sexWords = { male: '男', female: '女' } as const
