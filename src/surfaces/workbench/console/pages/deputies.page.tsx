export const DeputiesPage = () => null
