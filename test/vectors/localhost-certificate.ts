/** A certificate for `localhost` that nobody trusts, valid until 2126, and its key: for tests of TLS. Made by openssl. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUAVzd65lkyZyjWEkoJLG6zMSRFxgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjA4MzcwOVoYDzIxMjYxMTAy
MDgzNzA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATR/Rr71+PPTX+HszDxTfifAtKWqgWi5ms/c1wxUSbxZaRJ5+nR7FMY
GaolgRAbBM3pPli04xlRKDFOxxtHp60ko2kwZzAdBgNVHQ4EFgQUwVL+/3xz6u5I
PtMRQVn+RXVcbjkwHwYDVR0jBBgwFoAUwVL+/3xz6u5IPtMRQVn+RXVcbjkwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgPgho6fJV0eOuyGmcib0e/4oveMnTsYowmy0d8biPZPYCIBRSi2iUTZ5O
xi039RpZsL6neVa29ICTqKEcz5qLOPVl
-----END CERTIFICATE-----
`

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRPgH8hP4NiZYaqin
CK3tsivUBM+WUBX9rYqkZuaE4pyhRANCAATR/Rr71+PPTX+HszDxTfifAtKWqgWi
5ms/c1wxUSbxZaRJ5+nR7FMYGaolgRAbBM3pPli04xlRKDFOxxtHp60k
-----END PRIVATE KEY-----
`
