export const PublicationPage = () => null
