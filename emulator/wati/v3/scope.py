"""What a scoped token must be allowed for the operations of v3: one of the names of a group.

Source: the Permissions of each page of docs.wati.io (v2.5, v2.6); those of channels, of a list of campaigns and of its
recipients, of one template, of one contact, of a file by its address and of deleting go by their neighbours.
"""

from __future__ import annotations

from emulator.wati.access import EVERYTHING

READ_ALL, WRITE_ALL = "wati_integration:read", "wati_integration:write"

CONTACTS_READ = ((EVERYTHING, "contactsv3:read"),)
CONTACTS_WRITE = ((EVERYTHING, "contactsv3:write"),)
CONTACTS_UPDATE = ((EVERYTHING, WRITE_ALL, "contactsv3:write"),)
MESSAGES_READ = ((EVERYTHING, READ_ALL, "conversationsv3:read"),)
FILES_READ = ((EVERYTHING, "conversationsv3:read"),)
MESSAGES_WRITE = ((EVERYTHING, WRITE_ALL, "conversationsv3:write"),)
CONVERSATIONS_WRITE = ((EVERYTHING, "conversationsv3:write"),)
TEMPLATES_READ = ((EVERYTHING, READ_ALL, "messagetemplatev3:read"),)
TEMPLATES_SEND = ((EVERYTHING, WRITE_ALL, "messagetemplatev3:write"),)
CAMPAIGNS_READ = ((EVERYTHING, READ_ALL, "campaignsv3:read"),)
OVERVIEW_READ = ((EVERYTHING, "campaignsv3:read"),)
CHANNELS_READ = ((EVERYTHING, READ_ALL, "channelsv3:read"),)
CHATBOTS_READ = ((EVERYTHING, "chatbotsv3:read"),)
CHATBOTS_WRITE = ((EVERYTHING, "chatbotsv3:write"),)
