"""The sections of the settings: what a deployment may change, with its defaults and its help."""

from attrs import field, frozen


@frozen
class Speech:
    """Transcription of recordings."""

    engine: str = field(
        default="whisper",
        metadata={"help": "whisper | endpoint | the id of a plugin's transcriber"},
    )
    model: str = field(default="", metadata={"help": "folder of a faster-whisper model"})
    endpoint: str = field(
        default="", metadata={"help": "an OpenAI-compatible endpoint, e.g. https://host/v1"}
    )
    endpoint_model: str = field(default="whisper-1", metadata={"help": "the model it is asked for"})
    endpoint_key: str = field(
        default="", metadata={"help": "its key: env:NAME or file:/PATH; empty: none"}
    )
    endpoint_private: bool = field(
        default=False, metadata={"help": "it may be at a private address, by plain http"}
    )
    endpoint_mb: int = field(default=24, metadata={"help": "largest request it takes, in MB"})
    endpoint_timeout_s: float = field(default=300.0, metadata={"help": "it may take so long"})
    device: str = field(
        default="auto", metadata={"help": "cpu | cuda | auto: a GPU if there is one"}
    )
    compute_type: str = field(
        default="auto", metadata={"help": "int8 | float16 | float32 | auto: the fastest there"}
    )
    offline: bool = field(default=True, metadata={"help": "false: download a named model at need"})
    threads: int = field(default=0, metadata={"help": "CPU threads (0: the engine's choice)"})
    beam_size: int = field(default=5, metadata={"help": "width of the search"})
    batch_size: int = field(default=1, metadata={"help": "half minutes heard at once"})
    vad: bool = field(default=True, metadata={"help": "hear only where somebody speaks"})
    word_times: bool = field(default=True, metadata={"help": "a time for each word"})
    chunk_s: int = field(
        default=600, metadata={"help": "seconds of a channel heard, then kept; 60 or more"}
    )
    silence_s: float = field(
        default=600.0, metadata={"help": "a transcriber that says nothing so long is ended"}
    )
    max_mb: int = field(default=2_048, metadata={"help": "larger recordings are refused, in MB"})
    max_minutes: int = field(default=600, metadata={"help": "longer recordings are refused"})
    vocabulary: int = field(
        default=80, metadata={"help": "names and terms of the organisation given to the model"}
    )


@frozen
class Jobs:
    """How a worker works: how many jobs of each queue run at once, and its times."""

    relay: int = field(default=2, metadata={"help": "relays of events at once"})
    speech: int = field(default=1, metadata={"help": "transcriptions at once"})
    scoring: int = field(default=2, metadata={"help": "analyses of calls at once"})
    sync: int = field(default=1, metadata={"help": "syncs with a CRM at once"})
    analytics: int = field(default=1, metadata={"help": "snapshots and reports at once"})
    delivery: int = field(default=4, metadata={"help": "messages and webhooks at once"})
    crashes: int = field(default=5, metadata={"help": "lost workers after which a job is dead"})
    lease_s: float = field(default=15.0, metadata={"help": "silent so long, a worker is dead"})
    poll_s: float = field(default=0.5, metadata={"help": "how often a worker looks for jobs"})
    look_s: float = field(default=1.0, metadata={"help": "how often the outbox is looked at"})
    grace_s: float = field(default=20.0, metadata={"help": "jobs may finish so long at a stop"})


@frozen
class BlobStore:
    """Where files go: the data folder, or an S3-compatible store."""

    url: str = field(default="", metadata={"help": "s3://BUCKET/PREFIX; empty: the data folder"})
    endpoint: str = field(default="", metadata={"help": "address of a store that is not AWS"})
    region: str = field(default="us-east-1", metadata={"help": "region of the bucket"})
    access_key: str = field(default="", metadata={"help": "empty: the machine's own role"})
    secret_key: str = field(default="", metadata={"help": "belongs to access_key"})


@frozen
class Vault:
    """The key that protects the keys of what is kept encrypted."""

    key: str = field(
        default="", metadata={"help": "env:NAME or file:/PATH; empty: vault.key in the data folder"}
    )


@frozen
class Server:
    """What `revrise serve` listens on, and how long a log-in lasts."""

    host: str = field(default="127.0.0.1", metadata={"help": "address to listen on"})
    port: int = field(default=8000, metadata={"help": "port to listen on"})
    workers: int = field(default=1, metadata={"help": "processes; more than 1 needs PostgreSQL"})
    public_url: str = field(default="", metadata={"help": "how browsers reach it: https://…"})
    proxies: int = field(default=0, metadata={"help": "trusted proxies in front (0: none)"})
    idle_minutes: int = field(default=480, metadata={"help": "a log-in unused so long is over"})
    login_days: int = field(default=7, metadata={"help": "a log-in is over after so many days"})
    metrics_token: str = field(default="", metadata={"help": "bearer token that opens /metrics"})
    upload_mb: int = field(default=512, metadata={"help": "largest file taken, in MB"})
    upload_day_mb: int = field(
        default=8_192, metadata={"help": "MB one person may upload in a day (0: any)"}
    )
    upload_day_all_mb: int = field(
        default=262_144, metadata={"help": "MB everybody together may upload in a day (0: any)"}
    )
    per_minute: int = field(
        default=1_200, metadata={"help": "API requests a minute of one session or key (0: any)"}
    )
    unknown_per_minute: int = field(
        default=120, metadata={"help": "API requests a minute of one address without log-in"}
    )
    visitors_per_minute: int = field(
        default=600, metadata={"help": "pages a minute of one address without log-in"}
    )
    searches_per_minute: int = field(
        default=300, metadata={"help": "searches a minute of one person"}
    )
    exports_per_minute: int = field(
        default=30, metadata={"help": "lists as files a minute of one person"}
    )
    uploads_per_minute: int = field(default=60, metadata={"help": "uploads a minute of one person"})
    gallery: bool = field(default=False, metadata={"help": "show the parts of pages at /_ui"})


@frozen
class Identity:
    """How people prove who they are."""

    second_factor_for: tuple[str, ...] = field(
        default=(), metadata={"help": "roles that log in with a second factor only"}
    )


@frozen
class Oidc:
    """Logging in by a provider outside, with OpenID Connect; off without an issuer."""

    issuer: str = field(default="", metadata={"help": "https://…, as the provider writes it"})
    client_id: str = field(default="", metadata={"help": "what the provider calls us"})
    client_secret: str = field(default="", metadata={"help": "empty: a public client"})
    name: str = field(default="", metadata={"help": "what the button calls the provider"})
    domains: tuple[str, ...] = field(
        default=(), metadata={"help": "domains of e-mail addresses that count; none: all"}
    )
    match_email: bool = field(
        default=True, metadata={"help": "know people by a verified e-mail address"}
    )
    create_people: bool = field(
        default=False, metadata={"help": "make people of the domains that there are not yet"}
    )
    roles: tuple[str, ...] = field(
        default=("rep",), metadata={"help": "roles of people made that way"}
    )
    trust_factor: bool = field(
        default=False, metadata={"help": "the provider's second factor will do, ours is not asked"}
    )
    private_hosts: bool = field(
        default=False, metadata={"help": "the provider may be at a private address, by plain http"}
    )


@frozen
class Webhooks:
    """Outgoing webhooks."""

    private_hosts: bool = field(
        default=False, metadata={"help": "also call private addresses, and plain http"}
    )
    hosts: str = field(
        default="", metadata={"help": "call these hosts only, e.g. crm.example.org,.acme.example"}
    )
    timeout_s: float = field(default=10.0, metadata={"help": "a receiver may take so long"})


@frozen
class Intake:
    """Calls that come in by machine."""

    folder: str = field(default="", metadata={"help": "folder that is watched for files of calls"})
    source: str = field(default="", metadata={"help": "id of the source they come in by"})
    settled_s: float = field(default=10.0, metadata={"help": "a file untouched so long is whole"})
    keep_days: int = field(default=7, metadata={"help": "days files taken in stay in done"})
    fetch_s: float = field(
        default=900.0, metadata={"help": "fetching a recording may take so long"}
    )


@frozen
class PluginCalls:
    """Where plugins may call to, for addresses that a tenant sets."""

    private_hosts: bool = field(
        default=False,
        metadata={"help": "also private addresses and plain http, as of a local model"},
    )
    hosts: str = field(default="", metadata={"help": "these hosts only, e.g. llm.example.org"})
    timeout_s: float = field(default=60.0, metadata={"help": "an answer may take so long"})


@frozen
class Notify:
    """Channels outside the app; off by default."""

    channels: str = field(
        default="", metadata={"help": "name=env:VARIABLE or name=file:/path, apprise URLs there"}
    )


@frozen
class Audit:
    """Signed checkpoints of the audit chain."""

    anchor: str = field(
        default="",
        metadata={"help": "file or folder they are also kept in; empty: audit/ of the data folder"},
    )
    signing_key: str = field(
        default="", metadata={"help": "env:NAME or file:/path; empty: made in the data folder"}
    )
    minutes: int = field(default=60, metadata={"help": "at the latest so long after a change"})
    entries: int = field(default=1_000, metadata={"help": "at the latest after so many entries"})


@frozen
class Keep:
    """How many days the nightly housekeeping leaves what is over; audit and ledger stay."""

    relays: int = field(default=1, metadata={"help": "days relays and deliveries done are kept"})
    jobs: int = field(default=30, metadata={"help": "days other jobs done or cancelled are kept"})
    dead_jobs: int = field(default=180, metadata={"help": "days dead jobs wait for somebody"})
    deliveries: int = field(default=30, metadata={"help": "days delivered webhooks are kept"})
    failed_deliveries: int = field(default=90, metadata={"help": "days failed ones are kept"})
    events: int = field(default=30, metadata={"help": "days relayed events and answers are kept"})
    sessions: int = field(default=30, metadata={"help": "days log-ins that ended are kept"})
    api_keys: int = field(default=365, metadata={"help": "days keys that ended are kept"})
    uploads: int = field(default=2, metadata={"help": "days uploads are counted"})
    throttles: int = field(default=1, metadata={"help": "days failed log-ins are counted"})


@frozen
class Privacy:
    """What is kept of people."""

    four_eyes: bool = field(
        default=False, metadata={"help": "an erasure is confirmed by somebody else than who asked"}
    )
