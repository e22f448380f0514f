# The bot for production: docs/drift.md says how to run it. Everything that a municipality decides comes from outside.
FROM node:24.21-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY prisma ./prisma
# No script of a dependency runs; the Prisma client is generated without a download.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && node prisma/generate.mjs

FROM node:24.21-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3978 DATABASE_URL=file:/data/roed-traad.db
WORKDIR /app
# Owned by root, so that the bot cannot change its own program.
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY package.json ./
COPY cards ./cards
COPY src ./src
# The one folder that is written to; the rest may be read-only.
RUN install -d -m 700 -o 1000 -g 1000 /data
VOLUME /data
# The image's user node, by number, so that a cluster can see that it is not root.
USER 1000:1000
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz', { signal: AbortSignal.timeout(4000) }).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
