export const PersonPage = () => null
