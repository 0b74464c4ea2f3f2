// A real OpenID Connect provider on a free port of this machine, for the tests: node provider.mjs REDIRECT_URI
// It knows whoever signs in by an e-mail address. Names that begin with "wrong-" make it answer as a provider must not.
import http from "node:http";
import { Provider } from "oidc-provider";
import { generateKeyPair, exportJWK, importJWK, SignJWT, decodeJwt } from "jose";

const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: "test", alg: "RS256", use: "sig" };
const server = http.createServer();
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: "learning", client_secret: "a secret of the test", redirect_uris: [process.argv[2]], token_endpoint_auth_method: "client_secret_post",
  }],
  jwks: { keys: [key] },
  cookies: { keys: ["for the test"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name", "staff_number"] },
  pkce: { required: () => true },
  async findAccount(_, id) {
    const [name] = id.split("@");
    return {
      accountId: id,
      claims: () => ({
        sub: id, email: id, email_verified: !name.startsWith("unverified"), given_name: "Ada", family_name: "Lovelace", staff_number: name,
      }),
    };
  },
});

provider.use(async (ctx, next) => {
  await next();
  const token = ctx.oidc?.route === "token" && ctx.body?.id_token;
  if (!token) return;
  const claims = decodeJwt(token);
  if (claims.sub.startsWith("wrong-audience")) claims.aud = "somebody-else";
  if (claims.sub.startsWith("wrong-nonce")) claims.nonce = "another";
  if (claims.sub.startsWith("wrong-issuer")) claims.iss = "http://127.0.0.1:1";
  if (claims.sub.startsWith("wrong-time")) claims.exp = claims.iat - 3600;
  const signer = claims.sub.startsWith("wrong-key") ? (await generateKeyPair("RS256")).privateKey : await importJWK(key, "RS256");
  ctx.body = { ...ctx.body, id_token: await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "test", typ: "JWT" }).sign(signer) };
});

server.on("request", provider.callback());
console.log(`listening on ${issuer}`);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
