# The API server; the worker and the migration are the same image with another command (docker-compose.yml).
FROM node:26.10.0-slim AS manifests
WORKDIR /roost
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc ./
COPY apps/api/package.json apps/api/
COPY packages/bench/package.json packages/bench/
COPY packages/contract/package.json packages/contract/
COPY packages/sandbox/package.json packages/sandbox/
COPY packages/sdk/package.json packages/sdk/

FROM manifests AS generated
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile
COPY apps/api apps/api
RUN npx --yes pnpm@12.21.0 --filter @roost/api run generate:prisma

FROM manifests AS dependencies
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --prod

FROM node:26.10.0-slim
WORKDIR /roost
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=dependencies /roost ./
COPY apps apps
COPY packages packages
COPY --from=generated /roost/apps/api/src/generated apps/api/src/generated
# A volume that is mounted here begins as this folder is: writable.
RUN mkdir .roost && chown node .roost
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["apps/api/src/bin/server.ts"]
