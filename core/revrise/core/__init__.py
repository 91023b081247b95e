"""What is true whatever the database: the vocabulary of revenue enablement.

An organisation's people learn (content, learning), practise (roleplay), talk to customers
(conversations), are scored (scoring) and coached (coaching), and win or lose deals (deals).
Rewards pay for behaviour and results; attribution asks which behaviour changed results;
governance decides who may see and do what. Everything here is frozen attrs and the standard
library: no clock, no randomness, no storage, no network.
"""
