FROM python:3.11-slim AS build
# another index to look in, such as PyTorch's of CPU builds
ARG PIP_EXTRA_INDEX_URL
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY service service
COPY claims claims
COPY index index
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --constraint constraints.txt torch \
 && /venv/bin/pip install --no-cache-dir --constraint constraints.txt ".[telemetry]"

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 crosscheck && mkdir /data && chown crosscheck /data
COPY --from=build /venv /venv
USER 10001
WORKDIR /home/crosscheck
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 HF_HUB_OFFLINE=1 CROSSCHECK_DATA_FOLDER=/data CROSSCHECK_HOST=0.0.0.0 MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz')"]
CMD ["crosscheck", "serve"]
