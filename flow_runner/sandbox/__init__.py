"""Where the chatbot meets the accounts: the engine, a tenant, and the transport between them."""
