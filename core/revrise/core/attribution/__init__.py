"""Which behaviour and which enablement contact changed results, and how sure we are.

Touches and journeys give multi-touch credit; panels of behaviour give associations with
intervals. Neither is proof of cause, and every figure says what grade of evidence it is.
"""
