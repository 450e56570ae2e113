export const UnitsPage = () => null
