-- How far the provider's own list of events has been read, so that those that never came are found.
CREATE TABLE "provider_event_list" (
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_event_list_pkey" PRIMARY KEY ("provider","account")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON provider_event_list TO roost_app;

-- What operators look at is small beside what was applied.
CREATE INDEX provider_event_given_up ON provider_event (received_at) WHERE gave_up_at IS NOT NULL;
