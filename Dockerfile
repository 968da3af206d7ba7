FROM node:26-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Optional packages are Node itself for machines that have none; the image brings it.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY src ./src
COPY config ./config
# A new volume takes over owner and rights from here.
RUN install -d -o node -g node -m 700 data
USER node
EXPOSE 8080
CMD ["node", "src/main.ts", "start", "--config", "config"]
